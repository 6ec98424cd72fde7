"""Packs: exactly the view on screen in the form a committee works in, from the same questions as the pages.

`gather` asks each question once and gives plain content; the writers (`pptx`, `xlsx`, `pdf`, `html`, `ics`) turn
content into bytes and ask nothing, so that five forms cannot tell five stories.
"""
