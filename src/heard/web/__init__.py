"""The site: the only place that knows Django; an app per thing, a views module per audience.

An app may import those before it, never one after: tenancy audit ui jobs people instruments · codes answering ·
waves voices callbacks results moderating · pages config (`lint-imports` holds it).
"""
