-- The staff is told who from outside is in; who cannot sign in owes no second factor.
drop function identity_enter_by_token(bytea, timestamptz), identity_enter(bigint, bigint, timestamptz),
  identity_presence(bigint, bigint, timestamptz), identity_memberships(bigint, timestamptz);

create function identity_memberships(of_account bigint, at timestamptz)
    returns table (organization_id bigint, person_id bigint, organization text, slug text, name text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select p.organization_id, p.id, o.name, o.slug::text, p.name
    from identity_person p join identity_organization o on o.id = p.organization_id
    where p.account_id = of_account and p.disabled_at is null
        and (p.access_from is null or p.access_from <= at) and (p.access_until is null or p.access_until > at)
    order by o.name, o.id
$$;

create function identity_presence(of_organization bigint, of_person bigint, at timestamptz)
    returns table (person_id bigint, name text, party_id bigint, zone text, organization text, roles text, teams bigint[],
                   until timestamptz, factor_due timestamptz, password_due timestamptz, guests text)
    language sql stable as $$
    with held as materialized (
        select r.code, r.id, a.scope_type, a.scope_id
        from identity_roleassignment a join identity_role r on r.id = a.role_id
        where a.person_id = of_person and r.retired_at is null and a.ended_at is null
            and a.valid_from <= (at at time zone 'UTC')::date
            and (a.valid_to is null or a.valid_to >= (at at time zone 'UTC')::date)
    )
    select p.id, p.name::text, p.party_id, coalesce(nullif(p.zone, ''), o.zone)::text, o.name::text,
        coalesce((select jsonb_agg(jsonb_build_array(h.code, g.verb, h.scope_type, h.scope_id))
                  from held h left join identity_grant g on g.role_id = h.id), '[]'::jsonb)::text,
        coalesce((select array_agg(m.team_id) from identity_teammembership m where m.person_id = p.id), '{}'),
        p.access_until,
        case when p.account_id is not null
            and (o.second_factor = 'everybody' or (o.second_factor = 'staff' and p.party_id is null)
                or (o.second_factor = 'roles' and exists (select 1 from held h where o.second_factor_roles ? h.code)))
        then case when not exists (select 1 from mfa_authenticator f
                                   where f.user_id = p.account_id and f.type in ('totp', 'webauthn'))
            then greatest(o.second_factor_since, p.created_at) + make_interval(days => o.second_factor_grace_days) end
        end,
        case when o.password_days is not null
        then (select c.password_set_at + make_interval(days => o.password_days)
              from identity_account c where c.id = p.account_id and c.password not like '!%') end,
        case when p.party_id is null and p.access_until is null
        then (select jsonb_agg(jsonb_build_array(s.id, g.name, s.ends_at) order by s.ends_at)
              from identity_supportaccess s join identity_person g on g.id = s.person_id
              where s.organization_id = of_organization and s.withdrawn_at is null
                  and s.starts_at <= at and s.ends_at > at)::text end
    from identity_person p join identity_organization o on o.id = p.organization_id
    where p.id = of_person and p.organization_id = of_organization and p.disabled_at is null
        and (p.access_from is null or p.access_from <= at) and (p.access_until is null or p.access_until > at)
$$;

create function identity_enter(of_organization bigint, of_account bigint, at timestamptz)
    returns table (person_id bigint, name text, party_id bigint, zone text, organization text, roles text, teams bigint[],
                   until timestamptz, factor_due timestamptz, password_due timestamptz, guests text)
    language plpgsql as $$
begin
    perform set_config('app.tenant', of_organization::text, true);
    return query select i.* from identity_person p cross join lateral identity_presence(of_organization, p.id, at) i
        where p.account_id = of_account and p.organization_id = of_organization;
end $$;

create function identity_enter_by_token(of_hash bytea, at timestamptz)
    returns table (organization_id bigint, token_id bigint, scopes text,
                   person_id bigint, name text, party_id bigint, zone text, organization text, roles text, teams bigint[],
                   until timestamptz, factor_due timestamptz, password_due timestamptz, guests text)
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
        from identity_presence(holder.organization_id, holder.person_id, at) i;
end $$;

alter function identity_memberships(bigint, timestamptz) owner to bailiwick_definer;
