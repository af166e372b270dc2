"""Turns published results into what people read: text, dots, tables, reports and paper."""
