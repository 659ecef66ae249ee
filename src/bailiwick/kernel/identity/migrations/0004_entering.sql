-- Who somebody is in an organization: with the caller's own rights, inside that organization.
create function identity_presence(of_organization bigint, of_person bigint, today date)
    returns table (person_id bigint, name text, party_id bigint, zone text, organization text, roles text, teams bigint[])
    language sql stable as $$
    select p.id, p.name::text, p.party_id, coalesce(nullif(p.zone, ''), o.zone)::text, o.name::text,
        coalesce((select jsonb_agg(jsonb_build_array(r.code, g.verb, a.scope_type, a.scope_id))
                  from identity_roleassignment a
                  join identity_role r on r.id = a.role_id
                  left join identity_grant g on g.role_id = r.id
                  where a.person_id = p.id and r.retired_at is null and a.ended_at is null
                    and a.valid_from <= today and (a.valid_to is null or a.valid_to >= today)), '[]'::jsonb)::text,
        coalesce((select array_agg(m.team_id) from identity_teammembership m where m.person_id = p.id), '{}')
    from identity_person p join identity_organization o on o.id = p.organization_id
    where p.id = of_person and p.organization_id = of_organization and p.disabled_at is null
$$;

-- Into an organization for the rest of the transaction, and who the account is there: no row for nobody.
create function identity_enter(of_organization bigint, of_account bigint, today date)
    returns table (person_id bigint, name text, party_id bigint, zone text, organization text, roles text, teams bigint[])
    language plpgsql as $$
begin
    perform set_config('app.tenant', of_organization::text, true);
    return query select i.* from identity_person p cross join lateral identity_presence(of_organization, p.id, today) i
        where p.account_id = of_account and p.organization_id = of_organization;
end $$;

-- The same by a token's hash: nothing is entered for one that is unknown, revoked, expired or whose person is disabled.
create function identity_enter_by_token(of_hash bytea, at timestamptz)
    returns table (organization_id bigint, token_id bigint, scopes text,
                   person_id bigint, name text, party_id bigint, zone text, organization text, roles text, teams bigint[])
    language plpgsql as $$
declare
    holder record;
begin
    select * into holder from identity_token_holder(of_hash) h where h.expires_at > at;
    if not found then
        return;
    end if;
    perform set_config('app.tenant', holder.organization_id::text, true);
    return query select holder.organization_id, holder.token_id, holder.scopes::text, i.*
        from identity_presence(holder.organization_id, holder.person_id, (at at time zone 'UTC')::date) i;
end $$;
