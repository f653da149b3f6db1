"""Link a catalog to Wikidata: find items, be sure of them, look at old links again, and give back what is missing."""
