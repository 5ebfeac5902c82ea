"""Use cases, one function each: decide, change, audit, one commit. The actor and now are given."""
