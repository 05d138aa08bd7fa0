"""Excel forms out to communes, filled forms back, the official report and its annex out."""

__version__ = "0.1.0"
