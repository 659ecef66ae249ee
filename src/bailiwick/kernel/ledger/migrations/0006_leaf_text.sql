-- The same texts as before, in a form that the planner can write into the query and share among workers.
create or replace function ledger_change_text(table_name text, row_id bigint, op text, before jsonb, after jsonb)
    returns text language sql immutable parallel safe as $$
    select table_name || E'\t' || row_id::text || E'\t' || op || E'\t' || coalesce(before::text, '')
        || E'\t' || coalesce(after::text, '')
$$;

create or replace function ledger_microseconds(at timestamptz) returns text language sql stable parallel safe as $$
    select ((extract(epoch from at) * 1000000)::bigint)::text
$$;

create or replace function ledger_leaf_text(e ledger_event, change_count bigint, changes_digest bytea)
    returns text language sql stable parallel safe as $$
    select '1' || E'\t' || e.id::text || E'\t' || e.verb || E'\t' || e.actor_kind
        || E'\t' || coalesce(e.actor_id, 0)::text || E'\t' || e.subject_type
        || E'\t' || coalesce(e.subject_id, 0)::text
        || E'\t' || ledger_microseconds(e.occurred_at) || E'\t' || ledger_microseconds(e.recorded_at)
        || E'\t' || encode(e.digest, 'hex') || E'\t' || change_count::text || E'\t' || encode(changes_digest, 'hex')
$$;
