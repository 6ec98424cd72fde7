-- whether a project, a task or a line of a register with this status and closing date is still open
create or replace macro is_open_line(status, closed_on) as
    closed_on is null and coalesce(status, 'active') not in ('completed', 'cancelled');
