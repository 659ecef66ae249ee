-- Questions that come before the organization is known. They run as bailiwick_definer, which may read these tables
-- of every organization, and answer with the least that is needed.

create policy lookup on identity_organization for select to bailiwick_definer using (true);
create policy lookup on identity_person for select to bailiwick_definer using (true);
create policy lookup on identity_token for select to bailiwick_definer using (true);
grant select on identity_organization, identity_person, identity_token to bailiwick_definer;

create function identity_organizations() returns table (id bigint, uuid uuid, slug text, name text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select o.id, o.uuid, o.slug::text, o.name from identity_organization o order by o.id
$$;

create function identity_memberships(of_account bigint)
    returns table (organization_id bigint, person_id bigint, organization text, slug text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select p.organization_id, p.id, o.name, o.slug::text
    from identity_person p join identity_organization o on o.id = p.organization_id
    where p.account_id = of_account and p.disabled_at is null order by o.name, o.id
$$;

create function identity_token_holder(of_hash bytea)
    returns table (organization_id bigint, person_id bigint, token_id bigint, scopes jsonb, expires_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select t.organization_id, t.person_id, t.id, t.scopes, t.expires_at
    from identity_token t join identity_person p on p.id = t.person_id
    where t.hash = of_hash and t.revoked_at is null and p.disabled_at is null
$$;

-- May the first administrator still be made? Only while nobody can sign in anywhere.
create function identity_is_unclaimed() returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select not exists (select 1 from identity_person where account_id is not null)
$$;

alter function identity_organizations() owner to bailiwick_definer;
alter function identity_memberships(bigint) owner to bailiwick_definer;
alter function identity_token_holder(bytea) owner to bailiwick_definer;
alter function identity_is_unclaimed() owner to bailiwick_definer;
