"""Where documents are coded: in this process, in others of this machine, or on a cluster; the results are the same."""
