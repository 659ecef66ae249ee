-- Who signs people of a domain in, asked before the organization is known: the names that the sign-in page shows.

create policy lookup on federation_identityprovider for select to bailiwick_definer using (true);
grant select on federation_identityprovider to bailiwick_definer;

create function federation_offers(of_domain text)
    returns table (organization_id bigint, provider_id bigint, provider text, organization text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select p.organization_id, p.id, p.name, o.name
    from federation_identityprovider p join identity_organization o on o.id = p.organization_id
    where p.disabled_at is null and p.domains @> to_jsonb(of_domain) order by o.name, p.name, p.id
$$;

alter function federation_offers(text) owner to bailiwick_definer;
