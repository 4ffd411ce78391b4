"""Words and figures of the pages that watch a wave."""
