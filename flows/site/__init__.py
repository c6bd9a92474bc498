"""The explorer: a release as static pages, which need no server, no build and nothing from elsewhere.

One page (`static/index.html`) draws all views; its data are scripts below ``data/``, since a page that is opened by a
double click may load scripts and nothing else. Reports and agencies lie in shards by the hash of their key, so that a
page loads little whatever the size of the release, and a night writes only the shards that it touched."""
