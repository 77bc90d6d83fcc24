// What Node.js prints: messages, an error that was caught, and the one that nobody caught.
function charge(order) {
  return order.card.number;
}

console.log('order 1 added');
try {
  charge({});
} catch (e) {
  console.error(e);
}
console.warn('Error: a message that is none');
console.log('cart nearly full: %d of %d', 98, 100);
setTimeout(() => {
  throw new RangeError('order 7 not paid', { cause: new Error('bank: gone') });
}, 10);
