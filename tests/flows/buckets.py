"""A server of S3 on loopback."""

import logging
from contextlib import contextmanager
from tempfile import TemporaryDirectory

import pytest

from xxgk.flows.crawl.kept.bucket_archive import CACHE_PLACE

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "nobody",
    "AWS_SECRET_ACCESS_KEY": "nothing",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


@contextmanager
def served():
    """The address of a server with the empty bucket ``xxgk``, and the environment in which it is reached: with a cache
    of its own for what is fetched from an archive there."""
    pytest.importorskip("s3fs")
    pytest.importorskip("flask_cors")
    moto = pytest.importorskip("moto.server")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server.start()
    address = "http://{}:{}".format(*server.get_host_and_port())
    try:
        with TemporaryDirectory() as cache, pytest.MonkeyPatch.context() as patched:
            environment = {**ENVIRONMENT, "AWS_ENDPOINT_URL": address, CACHE_PLACE: cache}
            for name, value in environment.items():
                patched.setenv(name, value)
            import s3fs

            s3fs.S3FileSystem.clear_instance_cache()  # one knows the address of the server that it was made for
            s3fs.S3FileSystem(skip_instance_cache=True).mkdir("xxgk")
            yield address, environment
    finally:
        pytest.importorskip("moto.backends").get_backend("s3").reset()  # all servers of a process hold the same
        server.stop()
