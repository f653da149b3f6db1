"""Shapes as values, read from the triples of a shapes graph (SHACL, sections 2 to 5).

Only shapes that have a target, and what they refer to, are read: the rest of the graph may hold anything. What is
wrong with them is told all at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from confgraph.namespaces import expand
from confgraph.validation.components import CORE, Parameter, fault
from confgraph.validation.graph import ShapesGraph
from confgraph.validation.paths import IllFormedPath, Path, read_path
from confgraph.validation.patterns import Untranslated, WrongExpression, translate
from confgraph.validation.queries import Component, read_components, read_query
from confgraph.validation.report import Term
from confgraph.validation.shape import Constraint, Fault, IllFormedShapes, Shape, Target, name_of

_TRUE: Final = Literal("true", datatype=NamedNode(expand("xsd:boolean")))
_VIOLATION: Final = expand("sh:Violation")


class Shapes:
    """The shapes of a graph by their nodes; ``roots`` are those that have targets and are not deactivated."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.quads = list(quads)
        self.graph = ShapesGraph(self.quads)
        self.by_node: dict[Term, Shape] = {}
        self._faults: list[Fault] = []
        self._components = read_components(self.graph, self._fault)
        self._targets = _targets(self.graph)
        for node in self._targets:
            self._read(node)
        self.roots = [one for node in self._targets if not (one := self.by_node[node]).deactivated]
        if not self._faults:
            self._refuse_recursion()
        if self._faults:
            raise IllFormedShapes(self._faults)

    def _fault(self, node: Term, name: str, what: str, mend: str) -> None:
        self._faults.append(Fault(node, name if ":" in name and "/" in name else expand(f"sh:{name}"), what, mend))

    def _read(self, node: Term) -> None:
        if node in self.by_node:
            return
        graph = self.graph
        path, path_node = self._path(node)
        severities = graph.objects(node, expand("sh:severity"))
        if len(severities) > 1 or not all(isinstance(one, NamedNode) for one in severities):
            self._fault(node, "severity", "it is not one IRI", "use sh:Violation, sh:Warning or sh:Info")
        shape = Shape(
            node=node,
            path=path,
            path_node=path_node,
            targets=self._targets.get(node, ()),
            constraints=(),
            severity=severities[0].value if severities else _VIOLATION,
            messages=tuple(one for one in graph.objects(node, expand("sh:message")) if isinstance(one, Literal)),
            deactivated=_TRUE in graph.objects(node, expand("sh:deactivated")),
        )
        self.by_node[node] = shape  # before its constraints: they may lead back to it
        constraints = () if shape.deactivated else tuple(self._constraints(shape))
        self.by_node[node] = Shape(**{**shape.__dict__, "constraints": constraints})
        for constraint in constraints:
            for inner in (*constraint.shapes, *constraint.siblings):
                self._read(inner)

    def _path(self, node: Term) -> tuple[Path | None, Term | None]:
        paths = self.graph.objects(node, expand("sh:path"))
        if not paths:
            return None, None
        if len(paths) > 1:
            self._fault(node, "path", f"the shape has {len(paths)} paths", "write one sh:path a shape")
        try:
            return read_path(self.graph, paths[0]), paths[0]
        except IllFormedPath as error:
            self._fault(node, "path", str(error), "correct the path")
            return None, None

    def _constraints(self, shape: Shape) -> Iterable[Constraint]:
        for parameter in CORE:
            values = self.graph.objects(shape.node, expand(f"sh:{parameter.name}"))
            if values:
                yield from self._core(shape, parameter, values)
        for node in self.graph.objects(shape.node, expand("sh:sparql")):
            if _TRUE in self.graph.objects(node, expand("sh:deactivated")):
                continue
            query = read_query(self.graph, node, shape.path, self._fault)
            if query is not None:
                yield Constraint(expand("sh:SPARQLConstraintComponent"), query=query)
        for component in self._components:
            yield from self._custom(shape, component)

    def _core(self, shape: Shape, parameter: Parameter, values: list[Term]) -> Iterable[Constraint]:
        node, graph = shape.node, self.graph
        if parameter.form.once and len(values) > 1:
            self._fault(node, parameter.name, f"the shape has {len(values)} of it", "write it once a shape")
        if parameter.form.on_path and shape.path is None:
            self._fault(node, parameter.name, "a node shape cannot have it", "put it into a property shape")
            return
        component = expand(f"sh:{parameter.component}ConstraintComponent")
        for value in values:
            members = graph.members(value) if parameter.form.many else [value]
            if members is None:
                self._fault(node, parameter.name, "its value is no list", "write the members in parentheses")
                continue
            for one in members:
                if wrong := fault(parameter.form.kind, one):
                    self._fault(node, parameter.name, *wrong)
                    return
            if parameter.form.kind == "shape":
                yield from self._of_shapes(shape, component, parameter, tuple(members))
            elif parameter.name == "pattern":
                yield from self._pattern(shape, component, value)
            elif parameter.form.kind != "boolean":
                yield Constraint(component, tuple(members))
            elif value == _TRUE:
                yield Constraint(component, self._allowed(shape) if parameter.name == "closed" else ())

    def _pattern(self, shape: Shape, component: str, pattern: Term) -> Iterable[Constraint]:
        """Yield the constraint of a regular expression that XPath allows and that takes bounded time."""
        flags = self.graph.objects(shape.node, expand("sh:flags"))
        constraint = Constraint(component, (pattern,), text=flags[0].value if flags else "")
        try:
            translate(pattern.value, constraint.text)
        except (WrongExpression, Untranslated) as error:
            what, _, mend = str(error).partition(": ")
            self._fault(shape.node, "pattern", f"{pattern} is no pattern that can be used, {what}", mend)
        else:
            yield constraint

    def _of_shapes(
        self, shape: Shape, component: str, parameter: Parameter, members: tuple[Term, ...]
    ) -> Iterable[Constraint]:
        if parameter.name == "property" and not self.graph.objects(members[0], expand("sh:path")):
            self._fault(shape.node, "property", f"{name_of(members[0])} is no property shape", "give it a sh:path")
            return
        if parameter.name != "qualifiedValueShape":
            yield Constraint(component, shapes=members)
            return
        siblings: tuple[Term, ...] = ()
        if _TRUE in self.graph.objects(shape.node, expand("sh:qualifiedValueShapesDisjoint")):
            siblings = self._siblings(shape.node, members[0])
        for name, kind in (("qualifiedMinCount", "QualifiedMinCount"), ("qualifiedMaxCount", "QualifiedMaxCount")):
            for value in self.graph.objects(shape.node, expand(f"sh:{name}")):
                if wrong := fault("count", value):
                    self._fault(shape.node, name, *wrong)
                else:
                    yield Constraint(expand(f"sh:{kind}ConstraintComponent"), (value,), members, siblings)

    def _siblings(self, node: Term, own: Term) -> tuple[Term, ...]:
        """Return the sibling shapes of a qualified shape (SHACL, section 4.7.3)."""
        graph, found = self.graph, dict[Term, None]()
        for parent in graph.subjects(expand("sh:property"), node):
            for other in graph.objects(parent, expand("sh:property")):
                found.update(dict.fromkeys(graph.objects(other, expand("sh:qualifiedValueShape"))))
        found.pop(own, None)
        return tuple(found)

    def _allowed(self, shape: Shape) -> tuple[Term, ...]:
        """Return the properties that a closed shape allows (SHACL, section 4.8.1)."""
        graph = self.graph
        allowed: dict[Term, None] = {}
        for one in graph.objects(shape.node, expand("sh:property")):
            paths = graph.objects(one, expand("sh:path"))
            allowed.update((path, None) for path in paths if isinstance(path, NamedNode))
        for head in graph.objects(shape.node, expand("sh:ignoredProperties")):
            members = graph.members(head)
            if members is None or not all(isinstance(one, NamedNode) for one in members):
                self._fault(shape.node, "ignoredProperties", "it is no list of properties", "write (rdf:type …)")
            allowed.update(dict.fromkeys(members or ()))
        return tuple(allowed)

    def _custom(self, shape: Shape, component: Component) -> Iterable[Constraint]:
        """Yield the constraints of a component that the shapes graph defines itself (SHACL, section 6.2.1)."""
        values = {name: self.graph.objects(shape.node, name) for name in component.parameters}
        if not any(values.values()) or any(not values[name] for name in component.required):
            return
        several = [name for name in values if len(values[name]) > 1]
        if several and len(values) > 1:
            what = "a shape has one value of each parameter of a component with several parameters"
            self._fault(shape.node, several[0], what, "split the shape")
            return
        some = {name: of[0] for name, of in values.items() if of}
        for choice in [{several[0]: one} for one in values[several[0]]] if several else [some]:
            if query := component.bound(shape.path, choice, self._fault):
                yield Constraint(component.iri, query=query)

    def _refuse_recursion(self) -> None:
        """Find shapes that refer to themselves: the standard leaves open what they mean (SHACL, section 3.4.3)."""
        done: set[Term] = set()

        def visit(node: Term, above: tuple[Term, ...]) -> None:
            if node in above:
                cycle = " -> ".join(name_of(one) for one in (*above[above.index(node) :], node))
                what = f"the shapes refer to themselves: {cycle}"
                self._fault(node, "node", what, "break the cycle; SHACL leaves open what recursion means")
            elif node not in done:
                for constraint in self.by_node[node].constraints:
                    for inner in (*constraint.shapes, *constraint.siblings):
                        visit(inner, (*above, node))
                done.add(node)

        for root in self.roots:
            visit(root.node, ())


def _targets(graph: ShapesGraph) -> dict[Term, tuple[Target, ...]]:
    found: dict[Term, dict[Target, None]] = {}
    for kind in ("node", "class", "subjectsOf", "objectsOf"):
        for subject, term in graph.pairs(expand("sh:target" + kind[0].upper() + kind[1:])):
            found.setdefault(subject, {})[Target(kind, term)] = None
    shapes = graph.instances(expand("sh:NodeShape"), expand("sh:PropertyShape"))
    # OWL's classes are RDFS's classes by the semantics of OWL 2; few shapes graphs repeat that triple.
    for node in graph.instances(expand("rdfs:Class"), expand("owl:Class")):
        if node in shapes and isinstance(node, NamedNode):
            found.setdefault(node, {})[Target("class", node)] = None
    return {node: tuple(targets) for node, targets in found.items()}
