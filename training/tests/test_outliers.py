"""Products parted for eight bits compute what they computed whole."""

import torch
from torch import nn

from onrecord_training.outliers import PartedLinear


def test_a_parted_product_is_the_whole_one() -> None:
    torch.manual_seed(1)
    whole = nn.Linear(12, 5)
    states = torch.randn(2, 3, 12)
    expected = whole(states)
    parted = PartedLinear(whole, torch.tensor([1, 7]))
    assert torch.allclose(parted(states), expected, atol=1e-6)


def test_what_is_apart_does_not_reach_the_wide_product() -> None:
    parted = PartedLinear(nn.Linear(4, 2), torch.tensor([3]))
    seen: list[torch.Tensor] = []
    parted.wide.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0]))
    parted(torch.tensor([[[1.0, -2.0, 3.0, 400.0]]]))
    assert seen[0].abs().max() == 3
