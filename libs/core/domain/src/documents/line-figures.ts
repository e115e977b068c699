import { Decimal, decimal, type DecimalText } from '../money/decimal.js';
import { toDecimal, toDecimalText, type Money } from '../money/money.js';
import { ledgerNet, type LineFigures } from '../money/rounding.js';

/** Decimals of a quantity, a unit price or a percentage that survive in the ledger. */
const MOST_DECIMALS = 4;

/**
 * Figures that make the ledger arrive at exactly `net`: the source's own where they do, else one piece at the whole net.
 * `unitDecimals`: how many of the unit price the ledger keeps.
 */
export function figuresFor(
  source: {
    readonly quantity: DecimalText;
    readonly unitPrice: DecimalText;
    readonly discountPercent?: DecimalText | undefined;
  },
  net: Money,
  unitDecimals = MOST_DECIMALS,
): LineFigures {
  const own: LineFigures = {
    quantity: source.quantity,
    unitAmount: source.unitPrice,
    ...(source.discountPercent !== undefined && { discountPercent: source.discountPercent }),
  };
  const survives =
    decimal(own.unitAmount).decimalPlaces() <= unitDecimals &&
    [own.quantity, own.discountPercent ?? '0'].every((text) => decimal(text).decimalPlaces() <= MOST_DECIMALS);
  return survives && ledgerNet(own).equals(toDecimal(net)) ? own : { quantity: '1', unitAmount: toDecimalText(net) };
}

/** Two discounts one after the other as one percentage: 10 % and then 20 % are 28 %. */
export function combineDiscounts(
  first: DecimalText | undefined,
  second: DecimalText | undefined,
): DecimalText | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const kept = (percent: DecimalText) => new Decimal(100).minus(decimal(percent)).div(100);
  return new Decimal(1)
    .minus(kept(first).times(kept(second)))
    .times(100)
    .toFixed();
}
