"""Adding documents over HTTP, reading beside it, and the life of the process."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import httpx
import pytest
from hostile_article import HOSTILE
from serving import ask, serving

from graph.library import Library
