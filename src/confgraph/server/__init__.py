"""A catalog on the web with what needs a server: content negotiation, SPARQL, canned queries, reconciliation."""
