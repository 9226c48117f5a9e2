"""Which addresses may be fetched from."""

from ipaddress import IPv4Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord_ingest.addresses import is_public


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses_are_fetched_from(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.1", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.9.9.9", "169.254.169.254", "172.16.0.1", "192.168.1.1",
        "192.0.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fc00::1",
        "fd00:ec2::254", "fe80::1", "fe80::1%1", "fec0::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1",
        "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:7f00:1::1", "::127.0.0.1",
        "192.0.0.192", "100.100.100.200", "168.63.129.16", "192.88.99.1", "3fff::1", "::ffff:168.63.129.16",
        "::ffff:0:7f00:1",
    ],
)  # fmt: skip
def test_other_addresses_are_not(address: str) -> None:
    assert not is_public(ip_address(address))


@given(st.ip_addresses(v=4))
def test_dressing_an_address_as_ipv6_opens_nothing(address: IPv4Address) -> None:
    assert is_public(ip_address(f"::ffff:{address}")) == is_public(address)
    assert not is_public(ip_address((0x2002 << 112) | (int(address) << 80)))
    assert not is_public(ip_address((0x64FF9B << 96) | int(address)))
