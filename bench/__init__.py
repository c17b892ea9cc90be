"""What is said to be fast, measured beside a peer in one run. `make bench`, or `python -m bench --only P1`.

Times on a shared machine drift, so every line gives ratios. Loopback only; bounded in count and time; ends by itself.
P1 to P3 need the yardstick ../shared/bench/fanout.py, gcc, and Debian's nginx with libnginx-mod-nchan; P4 and P8
need nginx; P4 needs wrk. What is absent is said, not skipped in silence.
"""
