"""The loop followed either way: a finding to what came of it, what is unanswered, whether it helped."""
