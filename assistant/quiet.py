"""Nothing leaves the machine: tracing, telemetry and hub look-ups of the libraries are off, whatever the shell says."""

import os
import sys

OFF = {
    "LANGSMITH_TRACING": "false",
    "LANGSMITH_TRACING_V2": "false",
    "LANGCHAIN_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ANONYMIZED_TELEMETRY": "False",
}


def stay_local() -> None:
    """Turn them off for this process. A program that wants its own chains traced can turn tracing on afterwards."""
    os.environ.update(OFF)
    if "langsmith.utils" in sys.modules:  # it remembers the environment it saw first
        sys.modules["langsmith.utils"].get_env_var.cache_clear()
