-- Whoever looks at today asks for check-ins that were answered or missed, of the own teams: not through all that ever were planned.
create index check_ins_that_ended on check_ins (state, case_id) where state in ('answered', 'missed');
