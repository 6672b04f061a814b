"""The columns that a sheet of questions has, and the words on it, for the writer and the reader alike."""

from __future__ import annotations

from typing import Final

QUESTIONS: Final = "Questions"
"""Name of the sheet."""
WHO: Final = "Your name"
"""What stands left of the cell for the name of whoever answers."""
NUMBER, QUESTION, MEANING, UNIT = "Number in the plan", "Question", "What the answer means", "In"
LOW, LIKELY, HIGH = "Low", "Likely", "High"
OTHER, PERSON, REMARKS = "Or in other words", "Who answered", "Remarks"
COLUMNS: Final = {
    QUESTION: 44.0, MEANING: 42.0, UNIT: 18.0, LOW: 12.0, LIKELY: 12.0, HIGH: 12.0, OTHER: 24.0, PERSON: 17.0, REMARKS: 30.0, NUMBER: 34.0,
}
"""Every column with its width in letters."""
ANSWERS: Final = (LOW, LIKELY, HIGH, OTHER, PERSON, REMARKS)
"""Columns to be filled in."""
HINTS: Final = {
    LOW: "1 in 20 is lower", LIKELY: "half are lower", HIGH: "1 in 20 is higher", OTHER: "12; 8 to 20; pert(8, 12, 20)",
    PERSON: "where it is not you", REMARKS: "what it rests on",
}
"""What stands under the heads of these."""
HEAD: Final = 6
"""The row of the heads; the questions begin two rows below."""
GUIDE: Final = (
    "Fill in the white cells, as far as you know something; leave the others empty. Answer alone, before you hear what others say.",
    (
        "Begin with low and high, so far apart that you would be surprised only once in ten cases; then say what is likely "
        "between them. Where you are certain, give the likely value alone."
    ),
)
