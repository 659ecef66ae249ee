"""Compares an organization's own version of a process with the shipped one: what requirements need stays."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from bailiwick.kernel.process.findings import Finding, Severity, error, warning
from bailiwick.kernel.process.types import Category, Definition, State, Transition

# What a transition asks for: ("field", "resolution"), ("condition", …), ("approval", …), ("reason", "").
Need = tuple[str, str]

_FINAL = (Category.RESOLVED, Category.CLOSED)


def compare(shipped: Definition, own: Definition, *, decided: Collection[str] = ()) -> list[Finding]:
    """How `own` departs from `shipped`, both sound; additions and new titles are no departure.

    An error says that something a requirement needs is gone: a state, a verb, a field, condition, reason or
    approval it asks for, or the last thing that served a requirement. `decided` are the keys of findings that
    a recorded decision accepts: these come back as warnings. Other departures are warnings.
    """
    findings: list[Finding] = []
    if own.code != shipped.code:
        findings.append(error("code", f"is '{own.code}', not '{shipped.code}'"))
    for check in (_states, _verbs, _needs, _entries, _approvals, _requirements, _lost):
        findings.extend(check(shipped, own))
    return [
        replace(finding, severity=Severity.WARNING) if finding.key and finding.key in decided else finding
        for finding in findings
    ]


def needs(definition: Definition, transition: Transition) -> frozenset[Need]:
    """Everything that a transition asks for before it leads anywhere."""
    approvals = definition.approvals_by_verb.get(transition.verb, ())
    return frozenset(
        [
            *(("field", name) for name in transition.fields),
            *(("condition", name) for name in transition.conditions),
            *(("approval", approval.code) for approval in approvals),
            *([("reason", "")] if transition.reason else []),
        ]
    )


def _states(shipped: Definition, own: Definition) -> Iterator[Finding]:
    for state in shipped.states:
        path, key = f"states.{state.name}", f"state:{state.name}"
        mine = own.state_by_name.get(state.name)
        if mine is None and state.requirements:
            yield error(path, f"the state '{state.name}' is gone", key, state.requirements)
        elif mine is None:
            yield warning(path, f"the state '{state.name}' is gone")
        elif mine.category is not state.category:
            yield _recategorised(path, state, mine)
    if own.initial != shipped.initial:
        yield warning("states", f"items begin in '{own.initial}' instead of '{shipped.initial}'")


def _recategorised(path: str, state: State, mine: State) -> Finding:
    text = f"'{state.name}' counts as {mine.category} instead of {state.category}: clocks and measures change"
    if state.requirements or state.category in _FINAL or mine.category in _FINAL:
        return error(path, text, f"category:{state.name}", state.requirements)
    return warning(path, text)


def _verbs(shipped: Definition, own: Definition) -> Iterator[Finding]:
    for verb in shipped.verbs:
        served = _served(t for t in shipped.transitions if t.verb == verb)
        if verb not in own.verbs:
            path, text = f"transitions.{verb}", f"the verb '{verb}' is gone"
            yield error(path, text, f"verb:{verb}", served) if served else warning(path, text)
            continue
        before, after = _origins(shipped, verb), _origins(own, verb)
        closed_to = [state for state in before if state in own.table and state not in after]
        if closed_to:
            yield warning(f"transitions.{verb}", f"'{verb}' no longer leads from {', '.join(closed_to)}")


def _needs(shipped: Definition, own: Definition) -> Iterator[Finding]:
    for verb in shipped.verbs:
        protected = [t for t in shipped.transitions if t.verb == verb and t.requirements]
        if not protected:
            continue
        everywhere = _common(shipped, protected)
        dropped: dict[Need, list[str]] = {}
        for state in _origins(own, verb):
            original = shipped.table.get(state, {}).get(verb)
            # Where the shipped version has no such verb, it asks for what it asks everywhere else.
            asked = everywhere if original is None else needs(shipped, original)
            if original is not None and not original.requirements:
                continue
            for need in sorted(asked - needs(own, own.table[state][verb])):
                dropped.setdefault(need, []).append(state)
        for need, states in dropped.items():
            yield error(
                f"transitions.{verb}",
                f"'{verb}' no longer needs {_spoken(need)} (from {', '.join(states)})",
                f"need:{verb}:{_keyed(need)}",
                _served(protected),
            )


def _entries(shipped: Definition, own: Definition) -> Iterator[Finding]:
    """Side doors: another verb that leads into an end which the shipped version guards."""
    known = {(verb, to) for _, verb, to in shipped.moves()}
    guards = {state.name: _guard(shipped, state) for state in shipped.states if state.requirements}
    closing = [guards[s.name] for s in shipped.states if s.name in guards and s.category is Category.CLOSED]
    closing_guard = frozenset.intersection(*closing) if closing else frozenset()
    seen: set[str] = set()
    for origin, verb, to in own.moves():
        if origin == to or (verb, to) in known:
            continue
        ends = own.state_by_name[to].category is Category.CLOSED
        from_end = origin in own.state_by_name and own.state_by_name[origin].category is Category.CLOSED
        guard = guards.get(to, closing_guard if ends and not from_end else frozenset())
        for need in sorted(guard - needs(own, own.table[origin][verb])):
            key = f"entry:{to}:{verb}:{_keyed(need)}"
            if key not in seen:
                seen.add(key)
                served = shipped.state_by_name[to].requirements if to in guards else ()
                yield error(f"states.{to}", f"'{verb}' leads to '{to}' without {_spoken(need)}", key, served)


def _approvals(shipped: Definition, own: Definition) -> Iterator[Finding]:
    mine = {approval.code: approval for approval in own.approvals}
    for approval in shipped.approvals:
        path = f"approvals.{approval.code}"
        kept = mine.get(approval.code)
        if kept is None or kept.verb != approval.verb:
            text = f"the approval '{approval.code}' before '{approval.verb}' is gone"
            yield error(path, text, f"approval:{approval.code}", approval.requirements)
        elif kept.quorum < approval.quorum:
            text = f"needs {kept.quorum} instead of {approval.quorum}"
            yield error(path, text, f"quorum:{approval.code}", approval.requirements)
        elif set(kept.roles) - set(approval.roles):
            yield warning(path, "may be given by roles that the shipped version does not name")


def _requirements(shipped: Definition, own: Definition) -> Iterator[Finding]:
    for requirement in shipped.requirements:
        if requirement not in own.requirements:
            text = f"nothing serves {requirement} any more"
            yield error("requirements", text, f"requirement:{requirement}", (requirement,))


def _lost(shipped: Definition, own: Definition) -> Iterator[Finding]:
    for transition in shipped.transitions:
        for state in shipped.states_before(transition):
            mine = own.table.get(state, {}).get(transition.verb)
            if mine and "anyone" in mine.roles and "anyone" not in transition.roles:
                yield warning(f"transitions.{transition.verb}", f"anyone may use it from '{state}'")
    kept = {measure.code for measure in own.measures}
    for measure in shipped.measures:
        if measure.code not in kept:
            yield warning(f"measures.{measure.code}", f"“{measure.name}” is no longer measured")
    partners = {(interface.process, interface.direction) for interface in own.interfaces}
    for interface in shipped.interfaces:
        if (interface.process, interface.direction) not in partners:
            text = f"nothing passes {interface.direction} '{interface.process}' any more"
            yield warning(f"interfaces.{interface.process}", text)


def _origins(definition: Definition, verb: str) -> list[str]:
    return [state for state, verbs in definition.table.items() if verb in verbs]


def _common(definition: Definition, transitions: Iterable[Transition]) -> frozenset[Need]:
    asked = [needs(definition, transition) for transition in transitions]
    return frozenset.intersection(*asked) if asked else frozenset()


def _guard(shipped: Definition, state: State) -> frozenset[Need]:
    entries = [
        shipped.table[origin][verb]
        for origin, verb, to in shipped.moves()
        if to == state.name and origin != to
    ]
    return _common(shipped, entries)


def _served(transitions: Iterable[Transition]) -> tuple[str, ...]:
    return tuple(sorted({requirement for t in transitions for requirement in t.requirements}))


def _spoken(need: Need) -> str:
    kind, name = need
    return "a reason" if kind == "reason" else f"the {kind} '{name}'"


def _keyed(need: Need) -> str:
    return ":".join(part for part in need if part)
