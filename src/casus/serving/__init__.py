"""The HTTP API: the record for programs, read only; :mod:`casus.serving.app` puts it together."""
