## Orders from files: what an import found and did.
