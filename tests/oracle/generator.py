def script(seed): return []
