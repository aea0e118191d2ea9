// Whole numbers written as text: five bits to a sign, lowest first. See numbers.py.

/** The numbers in a text, in a typed array: exact up to 2^53. */
export function numbersIn(text) {
  const numbers = new Float64Array(text.length);
  let count = 0;
  let value = 0;
  let factor = 1;
  for (let index = 0; index < text.length; index += 1) {
    const bits = text.charCodeAt(index) - 63;
    value += (bits & 31) * factor;
    factor *= 32;
    if (bits < 32) {
      const half = Math.floor(value / 2);
      numbers[count] = half * 2 === value ? half : -half - 1;
      count += 1;
      value = 0;
      factor = 1;
    }
  }
  return numbers.subarray(0, count);
}

/** The same where a text holds the steps from each number to the next. */
export function stepsIn(text) {
  const numbers = numbersIn(text);
  for (let index = 1; index < numbers.length; index += 1) {
    numbers[index] += numbers[index - 1];
  }
  return numbers;
}
