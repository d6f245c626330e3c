"""Binding of models to views, the OpenAPI document made from it, and the page to read it."""
