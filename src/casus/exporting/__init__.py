"""Exports of a record: one file of this folder for each format.

A format is a module ``as_NAME.py`` with a function ``export(values, stream, options)``; a new format is one new file. Names are
known without importing the modules.
"""
