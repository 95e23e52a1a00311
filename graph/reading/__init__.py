"""Text, HTML, URL, feed, JSON Lines and WARC in, documents out."""
