"""Whoever imports this has at hand what any document is read with: the readers, the registries, the grammar of prose.

The server of reading processes imports it, so that they share it: a process that takes another's place reads at once,
where it would first read registries and compile patterns, as long as fifty reports take."""

from xxgk.extractors.publication import publication
from xxgk.schema.agencies import registry
from xxgk.schema.quantities import quantities
from xxgk.schema.regions import gazetteer

registry()
gazetteer()
quantities()

READS = publication.extract_publication
"""What reads a publication with all this."""
