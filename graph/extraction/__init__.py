"""Document in, statements out: a pipeline of components, each with a declared contract."""
