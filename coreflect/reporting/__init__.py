"""Turns published results into what people look at: text, dots, tables, reports and paper."""
