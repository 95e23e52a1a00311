"""Copies of a library that are whole or not there, and libraries made of them again."""
