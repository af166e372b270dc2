"""Turns published results into what people read: text, strips, tables, workbooks, reports and paper."""
