"""Lists that no export declares and the catalogue has no entity for: each told apart and read as what comes nearest."""
