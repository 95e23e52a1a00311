"""The application as its OpenAPI description tells of it."""

from typing import Any

from fastapi import FastAPI

from api.service import Service
from graph.roles import Role


class Application(FastAPI):
    """An application whose description says which of its operations need a key, and which role the key must have."""

    def openapi(self) -> dict[str, Any]:
        """The description; what those may do who bring no key depends on the settings."""
        if self.openapi_schema is None:
            schema = super().openapi()
            service: Service = self.state.service
            for path in schema["paths"].values():
                for operation in path.values():
                    if "security" in operation:
                        operation["security"] = _alternatives(operation["security"], service.settings.anyone.role)
        return super().openapi()


def _alternatives(security: list[dict[str, list[str]]], anyone: Role | None) -> list[dict[str, list[str]]]:
    """One requirement with the largest role, and an empty one where no key is needed."""
    (scheme,) = {name for requirement in security for name in requirement}
    roles = [Role(role) for requirement in security for roles in requirement.values() for role in roles]
    needed = next(role for role in reversed(Role) if role in roles)
    free = anyone is not None and anyone.includes(needed)
    return [*([{}] if free else []), {scheme: [needed.value]}]
