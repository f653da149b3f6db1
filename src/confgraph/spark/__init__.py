"""What one machine cannot hold, on Apache Spark: the same reports, counts and triples from files of any size."""

from confgraph.spark.distributed import Distributed
from confgraph.spark.export import export_ntriples
from confgraph.spark.stats import Counts, stats
from confgraph.spark.validate import validate

__all__ = ["Counts", "Distributed", "export_ntriples", "stats", "validate"]
