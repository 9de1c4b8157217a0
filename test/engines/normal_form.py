"""Reads rules as JSON lines {"name", "text"} and prints what pySigma makes of each, as JSON lines.

{"name", "error"} for a rule it refuses, else {"name", "form"}: the condition with the detections put in for their
names, as lists: ["and", …], ["or", …], ["not", x], ["is", field or null, value].
"""

import json
import re
import sys

from sigma.conditions import (
    ConditionAND,
    ConditionFieldEqualsValueExpression,
    ConditionNOT,
    ConditionOR,
)
from sigma.rule import SigmaRule
from sigma.types import (
    Placeholder,
    SigmaBool,
    SigmaCasedString,
    SigmaCIDRExpression,
    SigmaCompareExpression,
    SigmaExists,
    SigmaExpansion,
    SigmaFieldReference,
    SigmaNull,
    SigmaNumber,
    SigmaRegularExpression,
    SigmaString,
    SigmaTimestampPart,
    SpecialChars,
)

WILDCARDS = {SpecialChars.WILDCARD_MULTI: ["*"], SpecialChars.WILDCARD_SINGLE: ["?"]}


def parts(string):
    """Text and wildcards; a placeholder is the text "value", as in the comparison every placeholder has that value."""
    out = []
    for part in string.s:
        part = "value" if isinstance(part, Placeholder) else WILDCARDS.get(part, part) if not isinstance(part, str) else part
        if isinstance(part, str) and out and isinstance(out[-1], str):
            out[-1] += part
        elif part != "":
            out.append(part)
    return out


def value(v):
    if isinstance(v, SigmaString):
        return ["text", parts(v), isinstance(v, SigmaCasedString)]
    if isinstance(v, SigmaTimestampPart):
        return ["time", v.timestamp_part.name.lower(), "equals", v.number]
    if isinstance(v, SigmaNumber):
        return ["number", v.number]
    if isinstance(v, SigmaBool):
        return ["boolean", v.boolean]
    if isinstance(v, SigmaNull):
        return ["null"]
    if isinstance(v, SigmaExists):
        return ["exists", v.exists]
    if isinstance(v, SigmaRegularExpression):
        return ["regex", str(v.regexp.original), sorted(flag.name.lower() for flag in v.flags)]
    if isinstance(v, SigmaCIDRExpression):
        return ["cidr", str(v.network)]
    if isinstance(v, SigmaCompareExpression):
        op = v.op.name.lower()
        if isinstance(v.number, SigmaTimestampPart):
            return ["time", v.number.timestamp_part.name.lower(), op, v.number.number]
        return ["compare", op, v.number.number]
    if isinstance(v, SigmaFieldReference):
        return ["field", v.field, bool(v.starts_with), bool(v.ends_with)]
    raise TypeError(f"no normal form for {type(v).__name__}")


def form(node):
    if isinstance(node, ConditionAND):
        return ["and", *map(form, node.args)]
    if isinstance(node, ConditionOR):
        return ["or", *map(form, node.args)]
    if isinstance(node, ConditionNOT):
        return ["not", form(node.args[0])]
    field = node.field if isinstance(node, ConditionFieldEqualsValueExpression) else None
    return leaf(field, node.value)


def leaf(field, v):
    if isinstance(v, SigmaExpansion):
        return ["or", *(leaf(field, one) for one in v.values)]
    return ["is", field, value(v)]


def main():
    for line in sys.stdin:
        rule = json.loads(line)
        try:
            parsed = SigmaRule.from_yaml(rule["text"])
            forms = [form(condition.parsed) for condition in parsed.detection.parsed_condition]
            print(json.dumps({"name": rule["name"], "form": ["or", *forms]}))
        except Exception as error:  # whatever it is, the rule was refused
            text = re.sub(r"\s+", " ", f"{type(error).__name__}: {error}")
            print(json.dumps({"name": rule["name"], "error": text}))


main()
