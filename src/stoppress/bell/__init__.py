"""«Story s has reached n»: a hint that may get lost and never carries content. One contract, one module an adapter."""
