"""The folders of this project are installed as `xxgk.schema`, `xxgk.extractors` …, so that nothing of theirs stands at
the top level of an environment, where names such as ``schema`` belong to others. All else is told in pyproject.toml."""

from setuptools import find_packages, setup

FOLDERS = ("schema", "extractors", "flows", "sql", "data")
PACKAGES = find_packages(include=[pattern for folder in FOLDERS for pattern in (folder, f"{folder}.*")])

setup(
    package_dir={f"xxgk.{folder}": folder for folder in FOLDERS},
    packages=["xxgk", "xxgk.data", *(f"xxgk.{package}" for package in PACKAGES)],
)
