"""A catalog as a static site of linked data: pages for people, files for machines, no server."""

from confgraph.site.build import Built, build, settings_of
from confgraph.site.render import Settings

__all__ = ["Built", "Settings", "build", "settings_of"]
