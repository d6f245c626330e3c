"""What tests share: halls to try things in, databases, servers, screens."""
