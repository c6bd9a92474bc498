-- Purpose: units of money, taken from their data file at every load, so that amounts in different units are never added up as if alike.
CREATE TABLE IF NOT EXISTS money_unit (
    unit VARCHAR NOT NULL,
    yuan DOUBLE NOT NULL
);
COMMENT ON TABLE money_unit IS 'Units of money that reports print (金额单位), one row each.';
COMMENT ON COLUMN money_unit.unit IS 'Unit (计量单位), as in figure.unit.';
COMMENT ON COLUMN money_unit.yuan IS 'How many 元 it is.';

CREATE OR REPLACE MACRO money_in(amount, printed, wanted) AS CASE
    WHEN printed = wanted THEN amount
    ELSE round(
        amount * (SELECT m.yuan FROM money_unit m WHERE m.unit = printed) / (SELECT m.yuan FROM money_unit m WHERE m.unit = wanted), 8
    )
END;
COMMENT ON MACRO money_in IS 'money_in(amount, printed, wanted): an amount in the unit wanted (金额换算), from the unit that the report prints: money_in(value, unit, ''万元''). Null where either is no unit of money.';
