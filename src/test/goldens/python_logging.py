"""What Python's own logging writes: records, chained tracebacks, warnings, and what the program died of behind them."""
import logging
import sys
import warnings

form = sys.argv[1]
logging.basicConfig(
    stream=sys.stderr, level=logging.DEBUG, format=logging.BASIC_FORMAT if form == "basic" else "%(asctime)s - %(name)s - %(levelname)s - %(message)s"
)
logging.captureWarnings(True)
cart = logging.getLogger("shop.cart")
pay = logging.getLogger("shop.pay")


def charge(order):
    return {}["card"]


def settle(order):
    try:
        charge(order)
    except KeyError as e:
        raise RuntimeError(f"order {order} not paid") from e


for order in range(3):
    cart.info("order %d added, %.2f EUR", order, 7.5 * order)
    pay.debug("asking the bank\nfor order %d", order)
cart.warning("cart nearly full: %d of %d", 98, 100)
try:
    settle(7)
except RuntimeError:
    pay.exception("payment failed")
try:
    int("seven")
except ValueError:
    pay.warning("bad amount", exc_info=True)
pay.error("bank answers with %s", {"code": 503, "reason": "busy - try later"})
warnings.warn("charge() is deprecated")
pay.critical("giving up")
settle(8)
