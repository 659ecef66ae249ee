-- Following parts to what they are part of, or merged items to what they were merged into, never leads back to where
-- one began; whoever links waits for whoever links at the same moment, so that two cannot close a circle together.
create or replace function work_refuse_circle() returns trigger language plpgsql as $$
begin
    if new.relation not in ('part_of', 'merged_into') or new.ended_at is not null then
        return new;
    end if;
    perform pg_advisory_xact_lock(hashtext('work_link'), hashint8(new.organization_id));
    if new.from_type = new.to_type and (new.from_id = new.to_id or exists (
        with recursive above (id) as (
            select new.to_id
            union
            select l.to_id from work_link l join above a on l.from_id = a.id
            where l.organization_id = new.organization_id and l.from_type = new.from_type and l.to_type = new.to_type
                and l.relation = new.relation and l.ended_at is null
        )
        select 1 from above where id = new.from_id
    )) then
        raise exception 'a circle of %', new.relation
            using errcode = 'check_violation', constraint = 'work_link_no_circle';
    end if;
    return new;
end $$;

create or replace trigger refuse_circle before insert or update on work_link
    for each row execute function work_refuse_circle();
