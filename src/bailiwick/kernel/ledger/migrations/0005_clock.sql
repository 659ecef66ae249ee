-- Where the server's clock was set back: sealed entries whose recorded_at lies well before that of the one ahead.
create table ledger_clock_step (
    organization_id bigint not null,
    index bigint not null,
    event_id bigint not null,
    recorded_at timestamptz not null,
    previous_at timestamptz not null,
    noticed_at timestamptz not null default clock_timestamp(),
    primary key (organization_id, index)
);
create trigger append_only before update or delete or truncate on ledger_clock_step
    execute function ledger_append_only();

-- The latest time at which a leaf of the tree was recorded, since the clock was last set back.
alter table ledger_tree add column recorded_until timestamptz;
