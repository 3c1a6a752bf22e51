"""The product: stories, their articles, and the reviews made of them."""

__version__ = "0.1.0"
