"""Opens the report of `refmill check` in Chromium as a colleague would: nothing of a collection runs or is loaded, and what can
be clicked does what it says.

Usage: report_page.py REFMILL
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from browser import Browser

REFMILL = Path(sys.argv[1]).resolve()

PAYLOAD = "<script>document.title='taken'</script> <img src=x onerror=alert(1)> </title></style> \u202eback\u202c \"'&amp;"
HOSTILE = f"""TY  - JOUR
TI  - Tea {PAYLOAD}
AU  - Doe{PAYLOAD}, Jane
UR  - javascript:alert(2)
PY  - 2999
AB  - {PAYLOAD * 9}
ER  - 

TY  - JOUR
lost
ER  - 
"""
# Every third has an author twice, every one has pages that end before they begin.
ORDINARY = "".join(
    f"TY  - JOUR\nTI  - Coffee number {number}\nAU  - Doe, Jane\n{'AU  - Doe, Jane' + chr(10) if number % 3 == 0 else ''}"
    f"PY  - 2020\nT2  - Journal of Made Up\nSP  - 9\nEP  - 1\nER  - \n\n"
    for number in range(60)
)

CHOOSE = "document.querySelector('a[data-code=\"{}\"]').click()"
SEARCH = "search.value = {!r}; search.dispatchEvent(new Event('input'))"
ORDER = "order.value = '{}'; order.dispatchEvent(new Event('change'))"
SEEN = "Array.from(document.querySelectorAll('article')).filter((it) => it.getClientRects().length > 0)"


def expect(what, found, wanted):
    assert found == wanted, f"{what}: {found!r} instead of {wanted!r}"


def look(browser, report):
    value = browser.value
    browser.open(report)
    expect("title", value("document.title"), "What refmill found")
    expect("scripts", value("document.scripts.length"), 1)
    expect("loaded", value("document.querySelectorAll('img, link, iframe, object, [src], [style]').length"), 0)
    assert not value("/[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.body.textContent)"), "text is turned round"
    expect("payload as text", value("document.querySelector('article h3').textContent.includes('<script>')"), True)

    count = "document.getElementById('count').textContent"
    expect("all", value(count), "62 of 62 shown")
    value(CHOOSE.format("author-doubled"))
    expect("of a code", value(count), "20 of 62 shown, only author-doubled")
    expect("of a code", value(f"{SEEN}.every((it) => it.dataset.codes.includes('author-doubled'))"), True)
    expect("scrolled to", value("Math.abs(Math.round(tools.getBoundingClientRect().top)) < 2"), True)
    value(SEARCH.format("number 3"))
    # 3, and 30 to 39, of which every third.
    expect("searched too", value(count), "5 of 62 shown, only author-doubled")
    value("document.getElementById('all').click()")
    expect("show all", value(f"{count} + search.value"), "62 of 62 shown")
    value("document.querySelector('a[data-code]').dispatchEvent(new KeyboardEvent('keydown', {key: ' '}))")
    expect("space bar", value(f"{count}.includes('only')"), True)
    value(CHOOSE.format(value("document.querySelector('[aria-pressed=true]').dataset.code")))
    expect("chosen again", value(count), "62 of 62 shown")

    value(ORDER.format("worst"))
    ranks = value(f"{SEEN}.map((it) => [Number(it.dataset.rank), Number(it.dataset.count)])")
    expect("worst first", ranks, sorted(ranks, reverse=True))
    assert ranks[0] != ranks[-1], "all are equally bad"
    value(ORDER.format("place"))
    expect("in order", value(f"{SEEN}.map((it) => Number(it.dataset.place))"), list(range(62)))

    browser.call("Emulation.setDeviceMetricsOverride", width=400, height=800, deviceScaleFactor=1, mobile=False)
    expect("fits a narrow window", value("document.documentElement.scrollWidth <= 400"), True)
    browser.call("Emulation.setEmulatedMedia", media="print")
    expect("printed tools", value("getComputedStyle(tools).display"), "none")
    expect("printed in whole", value("getComputedStyle(document.querySelector('article')).contentVisibility"), "visible")
    browser.call("Emulation.setEmulatedMedia", media="")

    expect("addresses", browser.addresses(), [report.as_uri()])
    expect("complaints", browser.complaints(), [])
    # What is not ours does not run, and a complaint would have been seen.
    value("{ const it = document.createElement('script'); it.textContent = 'document.title = 1'; document.body.append(it); }")
    expect("title", value("document.title"), "What refmill found")
    assert browser.complaints(), "the policy of the page stops nothing"


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder).resolve()
        (folder / "<img src=x onerror=alert(3)>.ris").write_text(HOSTILE)
        (folder / "ordinary.ris").write_text(ORDINARY)
        report = folder / "report.html"
        subprocess.run([REFMILL, "check", ".", "-o", report, "--no-config", "-q"], cwd=folder, check=False)
        with Browser() as browser:
            look(browser, report)
            print(f"report in a browser: {browser.call('Browser.getVersion')['product']}")


main()
